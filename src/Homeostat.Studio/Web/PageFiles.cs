using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Homeostat.Studio.Web;

/// <summary>The files of the pages, which are part of the assembly: each has its own route, so that no path is looked up.</summary>
internal static class PageFiles
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8",
    };

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var assembly = typeof(PageFiles).Assembly;
        foreach (var name in assembly.GetManifestResourceNames())
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            routes.MapGet($"/{name}", () => Results.Bytes(bytes, Types[Path.GetExtension(name)]));
            if (name == "index.html")
            {
                routes.MapGet("/", () => Results.Bytes(bytes, Types[".html"]));
            }
        }
    }
}
