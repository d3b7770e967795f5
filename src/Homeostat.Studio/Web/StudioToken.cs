using System.Security.Cryptography;
using System.Text;

namespace Homeostat.Studio.Web;

/// <summary>The secret that a browser has to know. It is kept in a file of the user where pages shall come back after the studio was started again.</summary>
internal static class StudioToken
{
    private const int Bytes = 16;

    /// <summary>The file in which the token of a port is kept.</summary>
    public static string FileOf(int port) => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "homeostat", FormattableString.Invariant($"studio-{port}.token"));

    /// <summary>The token in a file, which is made if it is not there or holds none; a new token without a file.</summary>
    /// <exception cref="HomeostatException">The file cannot be written, or others could read it.</exception>
    public static string Of(string? file)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
        if (file is null)
        {
            return token;
        }

        try
        {
            if (File.Exists(file) && File.ReadAllText(file) is { Length: 2 * Bytes } kept && kept.All(char.IsAsciiHexDigitLower))
            {
                return OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) == 0 ? kept
                    : throw new HomeostatException($"{file}: other users can read the token of the studio. Delete the file; a new one is made.");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.Delete(file);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var stream = new FileStream(file, options);
            stream.Write(Encoding.ASCII.GetBytes(token));
            return token;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HomeostatException($"{file}: the token of the studio could not be kept: {e.Message.TrimEnd('.')}. Leave --port out, or mend the folder.", e);
        }
    }
}
