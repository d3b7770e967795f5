using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Homeostat.Studio.Export;

/// <summary>
/// The pages of the studio as one HTML file. Their modules are the same; an import map gives each as a data URL, as a browser loads no module from a file, and
/// in place of the requests to a studio there is a module that answers from the data in the file.
/// </summary>
internal static partial class PageBundle
{
    private const string Entry = "saved/app.js", Requests = "api.js", SavedRequests = "saved/api.js";

    /// <summary>The text of the file.</summary>
    /// <param name="title">The title of the page.</param>
    /// <param name="data">The data, which the pages find as JSON.</param>
    public static string Html(string title, object data)
    {
        var modules = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(Entry, modules);
        var imports = $$"""{"imports":{{JsonSerializer.Serialize(modules.ToDictionary(m => m.Key, m => $"data:text/javascript;charset=utf-8;base64,{Base64(m.Value)}"))}}}""";
        var start = $"import '{Entry}';";
        var style = PageOf("vendor/uPlot.css") + PageOf("style.css");

        // In JSON by this serializer there is no '<', so that no text of a run ends the element or begins another.
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src {Hash(style)}; script-src {Hash(imports)} {Hash(start)} data:">
              <title>{WebUtility.HtmlEncode(title)}</title>
              <link rel="icon" href="data:image/svg+xml;base64,{Base64(PageOf("icon.svg"))}">
              <style>{style}</style>
              <script type="importmap">{imports}</script>
            </head>
            <body>
              <header><a class="brand" href="#/"><img src="data:image/svg+xml;base64,{Base64(PageOf("icon.svg"))}" alt="" width="24" height="24"> Homeostat</a> <p id="connection">a saved run</p></header>
              <main id="main" tabindex="-1"><h1>{WebUtility.HtmlEncode(title)}</h1></main>
              <p id="message" role="alert" hidden></p>
              <script type="application/json" id="run">{JsonSerializer.Serialize(data, Web.Api.Json)}</script>
              <script type="module">{start}</script>
            </body>
            </html>

            """;
    }

    // A module and those that it imports, each with the names of the import map in place of paths.
    private static void Add(string name, Dictionary<string, string> modules)
    {
        if (modules.ContainsKey(name))
        {
            return;
        }

        modules[name] = "";
        var at = new Uri($"pages:/{name}");
        modules[name] = Import().Replace(PageOf(name == Requests ? SavedRequests : name), found =>
        {
            var imported = new Uri(at, found.Groups["path"].Value).AbsolutePath.TrimStart('/');
            Add(imported, modules);
            return $"{found.Groups["from"].Value}'{imported}'";
        });
    }

    private static string PageOf(string name)
    {
        using var stream = typeof(PageBundle).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"There is no page {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    [GeneratedRegex(@"(?<from>^(?:import\b|export \{.*\} from\b)[^'""\n]*)'(?<path>\.\.?/[^']+)'", RegexOptions.Multiline)]
    private static partial Regex Import();
}
