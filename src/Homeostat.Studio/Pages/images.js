// Gray images of a few pixels, as they come from the studio: bytes in Base64, row after row.
import { el } from './page.js';

export const bytesOf = base64 => Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
export const base64Of = bytes => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_');

export function paint(canvas, bytes, { width, height }) {
  Object.assign(canvas, { width, height });
  const pen = canvas.getContext('2d');
  const image = pen.createImageData(width, height);
  bytes.forEach((gray, n) => image.data.set([gray, gray, gray, 255], 4 * n));
  pen.putImageData(image, 0, 0);
}

export function picture(bytes, form, label, size = 44) {
  const canvas = el('canvas', { role: 'img', 'aria-label': label, title: label, class: 'pixels' });
  canvas.style.width = `${size}px`;
  paint(canvas, bytes, form);
  return canvas;
}
