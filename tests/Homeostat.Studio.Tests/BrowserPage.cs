using System.Collections.Concurrent;
using PuppeteerSharp;

namespace Homeostat.Studio.Tests;

/// <summary>A page of the studio in headless Chromium, with what its console and its requests did.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private readonly IBrowser _browser;

    private BrowserPage(IBrowser browser, IPage page) => (_browser, Page) = (browser, page);

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
        var browser = await Puppeteer.LaunchAsync(new LaunchOptions
        {
            ExecutablePath = BrowserFactAttribute.Chromium,
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var page = await browser.NewPageAsync();
        var opened = new BrowserPage(browser, page);
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
        await page.EmulateMediaFeaturesAsync([new MediaFeatureValue
        {
            MediaFeature = MediaFeature.PrefersColorScheme, Value = dark ? "dark" : "light",
        }]);
        await page.GoToAsync(address);
        return opened;
    }

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

    public Task<string> Text(string selector) => Page.EvaluateFunctionAsync<string>("s => document.querySelector(s)?.textContent ?? ''", selector);

    public async ValueTask DisposeAsync()
    {
        await Page.CloseAsync();
        await _browser.CloseAsync();
        _browser.Dispose();
    }
}
