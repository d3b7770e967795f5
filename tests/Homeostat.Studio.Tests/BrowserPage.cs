using System.Collections.Concurrent;
using PuppeteerSharp;

namespace Homeostat.Studio.Tests;

/// <summary>A page of the studio in headless Chromium, with what its console and its requests did. All pages are of one browser, each with cookies of its own.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private static readonly Lazy<Task<IBrowser>> Browser = new(LaunchAsync);

    private readonly IBrowserContext _context;

    private BrowserPage(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>Errors of the console and of scripts.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    /// <summary>Requests to other places than the loopback.</summary>
    public ConcurrentQueue<string> Strangers { get; } = new();

    public static Task<BrowserPage> OpenAsync(TestStudio studio, string hash = "", int width = 1400, int height = 1000, bool dark = false) =>
        OpenAsync($"{studio.Server.Address}{hash}", url => url.StartsWith(studio.Root.ToString(), StringComparison.Ordinal), width, height, dark);

    /// <summary>Opens an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="isOwn">Tells whether a request is one that the page may make.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="dark">Whether dark colors are preferred.</param>
    public static async Task<BrowserPage> OpenAsync(string address, Func<string, bool> isOwn, int width = 1400, int height = 1000, bool dark = false)
    {
        var context = await (await Browser.Value).CreateBrowserContextAsync();
        var page = await context.NewPageAsync();
        var opened = new BrowserPage(context, page);
        page.Console += (_, e) =>
        {
            if (e.Message.Type is ConsoleType.Error)
            {
                opened.Errors.Enqueue(e.Message.Text);
            }
        };
        page.PageError += (_, e) => opened.Errors.Enqueue(e.Message);
        page.Request += (_, e) =>
        {
            if (!isOwn(e.Request.Url) && !e.Request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                opened.Strangers.Enqueue(e.Request.Url);
            }
        };
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = height });
        await opened.Prefer(dark);
        await page.GoToAsync(address);
        return opened;
    }

    /// <summary>Prefers dark or light colors from now on.</summary>
    public Task Prefer(bool dark) => Page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = dark ? "dark" : "light" }]);

    /// <summary>Waits until a JavaScript expression is true.</summary>
    public async Task Until(string expression)
    {
        try
        {
            await Page.WaitForExpressionAsync(expression, new WaitForFunctionOptions { Timeout = 30_000 });
        }
        catch (WaitTaskTimeoutException)
        {
            throw new TimeoutException($"This did not come on the page: {expression}. It shows: {await Page.EvaluateExpressionAsync<string>("document.body.innerText")} {string.Join(' ', Errors)}");
        }
    }

    /// <summary>Clicks on a button by the words on it or by its label.</summary>
    public Task Click(string words) => Page.EvaluateFunctionAsync(
        """
        words => {
          const button = [...document.querySelectorAll('button')].find(b => b.textContent === words || b.getAttribute('aria-label') === words);
          if (!button) throw new Error('There is no button ' + words);
          button.click();
        }
        """,
        words);

    /// <summary>What axe finds against the rules of accessible pages.</summary>
    public async Task<string[]> Axe()
    {
        using var stream = typeof(BrowserPage).Assembly.GetManifestResourceStream("axe.min.js")!;
        using var reader = new StreamReader(stream);
        await Page.EvaluateExpressionAsync(await reader.ReadToEndAsync());
        return await Page.EvaluateExpressionAsync<string[]>(
            "axe.run(document, { resultTypes: ['violations'] }).then(r => r.violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}`))");
    }

    /// <summary>The columns of the first canvas that are not all of the color of the ground, as fractions of its width.</summary>
    public Task<double[]> DrawnColumns() => Page.EvaluateFunctionAsync<double[]>("""
        () => {
          const canvas = document.querySelector('canvas');
          const pen = canvas.getContext('2d');
          const ground = [...pen.getImageData(0, 0, 1, 1).data];
          const columns = [];
          for (let x = 0; x < canvas.width; x++) {
            const data = pen.getImageData(x, 0, 1, canvas.height).data;
            for (let k = 0; k < data.length; k += 4) if (data[k] !== ground[0] || data[k + 1] !== ground[1]) { columns.push(x / canvas.width); break; }
          }
          return columns;
        }
        """);

    public Task<string> Text(string selector) => Page.EvaluateFunctionAsync<string>("s => document.querySelector(s)?.textContent ?? ''", selector);

    public async ValueTask DisposeAsync()
    {
        await Page.CloseAsync();
        try
        {
            await _context.CloseAsync();
        }
        catch (MessageException)
        {
            // Seldom, the browser answers that the page, which is closed already, has no session. The context ends with the browser at the latest.
        }
    }

    // A browser whose pipe is closed ends, so that none is left over however the tests end.
    private static Task<IBrowser> LaunchAsync() => Puppeteer.LaunchAsync(new LaunchOptions
    {
        ExecutablePath = BrowserFactAttribute.Chromium,
        Headless = true,
        Pipe = true,
        Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });
}
