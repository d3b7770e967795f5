namespace Homeostat;

/// <summary>The homeostatic drive of a body, and of a mortal at each step of its life.</summary>
public static class BodyDrive
{
    extension(HomeostaticDrive)
    {
        /// <summary>The drive of a body. Its set points are those of the body's essential variables, in the same order.</summary>
        /// <param name="body">The body.</param>
        public static HomeostaticDrive Of(Body body)
        {
            ArgumentNullException.ThrowIfNull(body);
            return new HomeostaticDrive([.. body.Essential.Select(v => v.SetPoint)]);
        }
    }

    /// <summary>The drive of a mortal at each step that its biography records. The sum over all steps is ∫D dt.</summary>
    /// <param name="drive">The drive, with a set point for each essential variable of the mortal's body.</param>
    /// <param name="mortal">The mortal.</param>
    /// <exception cref="HomeostatException">The number of set points differs from the number of the body's essential variables.</exception>
    public static double[] Along(this HomeostaticDrive drive, Mortal mortal)
    {
        ArgumentNullException.ThrowIfNull(drive);
        ArgumentNullException.ThrowIfNull(mortal);
        var table = mortal.Biography.Table([.. mortal.Body.Essential.Select(v => v.Name)]);
        var state = new double[table.GetLength(1)];
        return [.. Enumerable.Range(0, table.GetLength(0)).Select(step =>
        {
            for (var i = 0; i < state.Length; i++)
            {
                state[i] = table[step, i];
            }

            return drive.At(state);
        })];
    }
}
