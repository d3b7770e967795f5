#:project ../src/Homeostat.Plots/Homeostat.Plots.csproj
#:property PublishAot=false
// Draws the icon of the packages: a boundary, and within it a variable that was disturbed and comes back to its set point.
//     dotnet run assets/icon.cs
using SkiaSharp;

const int Size = 256;
using var bitmap = new SKBitmap(Size, Size);
using var canvas = new SKCanvas(bitmap);
canvas.Clear(SKColors.Transparent);
canvas.Scale(Size);

using var inside = new SKPaint { Color = SKColor.Parse("#0f4c5c"), IsAntialias = true };
using var boundary = new SKPaint { Color = SKColor.Parse("#e36414"), IsAntialias = true, IsStroke = true, StrokeWidth = 0.06f };
using var goal = new SKPaint { Color = SKColor.Parse("#5f8d97"), IsAntialias = true, IsStroke = true, StrokeWidth = 0.015f };
using var trace = new SKPaint
{
    Color = SKColors.White, IsAntialias = true, IsStroke = true, StrokeWidth = 0.045f, StrokeCap = SKStrokeCap.Round, StrokeJoin = SKStrokeJoin.Round,
};
canvas.DrawCircle(0.5f, 0.5f, 0.46f, inside);
canvas.DrawLine(0.12f, 0.5f, 0.88f, 0.5f, goal);
using var path = new SKPath();
path.MoveTo(0.16f, 0.5f);
path.LineTo(0.3f, 0.5f);
for (var x = 0.3f; x <= 0.84f; x += 0.005f)
{
    var since = x - 0.3f;
    path.LineTo(x, 0.5f - (0.42f * MathF.Exp(-7 * since) * MathF.Sin(26 * since)));
}

canvas.DrawPath(path, trace);
canvas.DrawCircle(0.5f, 0.5f, 0.46f, boundary);
using var file = File.Create("assets/icon.png");
bitmap.Encode(file, SKEncodedImageFormat.Png, 100);
