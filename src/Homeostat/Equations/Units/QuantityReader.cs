namespace Homeostat.Equations;

/// <summary>Reads quantities such as <c>20*ms</c> and <c>-65 mV</c>.</summary>
internal static class QuantityReader
{
    public static Quantity Read(string text)
    {
        var tokens = new TokenReader(text, null) { LinesContinue = true };
        var reader = new ExpressionReader(tokens) { AllowCalls = false, AllowImplicitProducts = true };
        var expression = reader.Read();
        return tokens.AtEnd
            ? new QuantityEvaluator(tokens).Evaluate(expression)
            : throw reader.Unexpected("an operator, a unit or the end of the text");
    }
}
