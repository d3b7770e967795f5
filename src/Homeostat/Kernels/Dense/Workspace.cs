using System.Runtime.InteropServices;

namespace Homeostat.Kernels;

/// <summary>Scratch memory of one thread: grows to the largest request and is used again, so that products allocate nothing.</summary>
public sealed unsafe class Workspace : IDisposable
{
    private byte* _pointer;
    private nuint _length;

    /// <summary>Frees the memory where <see cref="Dispose"/> was not called.</summary>
    ~Workspace() => Free();

    /// <summary>Bytes held.</summary>
    public nuint ByteLength => _length;

    /// <summary>At least so many bytes, aligned to 64, with any content. Valid until the next call.</summary>
    public byte* Reserve(nuint bytes)
    {
        if (bytes > _length)
        {
            Free();
            _pointer = (byte*)NativeMemory.AlignedAlloc(bytes, Matrix.Alignment);
            _length = bytes;
        }

        return _pointer;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
        _length = 0;
    }
}
