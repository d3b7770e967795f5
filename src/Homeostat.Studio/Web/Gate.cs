using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Homeostat.Studio.Web;

/// <summary>
/// What every request has to pass, the socket's too: the studio's own Host and Origin, and the token of the studio, which comes once in the
/// address and is kept as a cookie that other sites cannot send.
/// </summary>
/// <param name="token">The secret of the studio.</param>
/// <param name="isReadOnly">Whether requests may only look.</param>
internal sealed class Gate(string token, bool isReadOnly)
{
    private readonly byte[] _token = Encoding.ASCII.GetBytes(token);
    private IReadOnlyCollection<string> _hosts = [];
    private string _cookie = "";

    /// <summary>Names the hosts, with their port, by which the studio is reached.</summary>
    public void Open(int port, string host)
    {
        _hosts = [$"localhost:{port}", $"127.0.0.1:{port}", $"[::1]:{port}", $"{host}:{port}"];
        _cookie = $"homeostat-{port}";
    }

    /// <summary>Lets a request through, or answers it.</summary>
    public Task Pass(HttpContext context, RequestDelegate next)
    {
        var (request, headers) = (context.Request, context.Response.Headers);
        headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (!_hosts.Contains(request.Host.Value ?? "", StringComparer.OrdinalIgnoreCase))
        {
            return Refuse(context, "This name of the studio is not known. Open the address that 'homeostat studio' printed.");
        }

        if (request.Headers.Origin is [{ Length: > 0 } origin, ..] && !_hosts.Contains(origin.Replace("http://", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase))
        {
            return Refuse(context, "Pages of other sites cannot use the studio.");
        }

        if (request.Query["token"] is [{ } given, ..] && HttpMethods.IsGet(request.Method) && Fits(given))
        {
            context.Response.Cookies.Append(_cookie, given, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
            context.Response.Redirect(request.Path);
            return Task.CompletedTask;
        }

        if (!Fits(request.Cookies[_cookie] ?? "") && !Fits(request.Headers.Authorization is [{ } sent, ..] ? sent.Replace("Bearer ", "", StringComparison.Ordinal) : ""))
        {
            return Refuse(context, "The token is missing or from an earlier start of the studio. Open the address that 'homeostat studio' printed.");
        }

        if (isReadOnly && !HttpMethods.IsGet(request.Method))
        {
            return Refuse(context, "The studio was started with --read-only: it shows what runs and changes nothing.");
        }

        return next(context);
    }

    private bool Fits(string given) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), _token);

    private static Task Refuse(HttpContext context, string why)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(why);
    }
}
