namespace Homeostat;

/// <summary>The homeostatic drive of bodies and of the lives that are lived with them.</summary>
public static class BodyDrive
{
    extension(HomeostaticDrive)
    {
        /// <summary>The drive of a body: its set points are those of its essential variables, in their order.</summary>
        /// <param name="body">The body.</param>
        public static HomeostaticDrive Of(Body body)
        {
            ArgumentNullException.ThrowIfNull(body);
            return new HomeostaticDrive([.. body.Essential.Select(v => v.SetPoint)]);
        }
    }

    /// <summary>The drive of a mortal at each step it wrote down; the sum is ∫D dt.</summary>
    /// <param name="drive">The drive, with a set point for each essential variable of the mortal's body.</param>
    /// <param name="mortal">The mortal.</param>
    /// <exception cref="HomeostatException">It does not have as many essential variables.</exception>
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
