namespace Homeostat.Nir;

/// <summary>The shape of each population: channels, rows and columns where a convolution or pooling says so, otherwise one axis.</summary>
internal sealed class ImageShapes
{
    private readonly Dictionary<string, int[]> _shapes = [];

    public ImageShapes(Circuit circuit, IReadOnlyList<Route> routes)
    {
        foreach (var route in routes)
        {
            if (route.Shapes is var (pre, post))
            {
                Set(route.Pre, pre);
                Set(route.Post, post);
            }
        }

        // Units that are connected one to one have the same shape.
        for (var grew = true; grew;)
        {
            grew = false;
            foreach (var route in routes.Where(r => r.Projection.Connectivity == Connectivity.OneToOne && circuit[r.Pre].Size == circuit[r.Post].Size
                && !PopulationSlice.IsPart(r.Projection.Pre) && !PopulationSlice.IsPart(r.Projection.Post)))
            {
                grew |= Spread(route.Pre, route.Post) || Spread(route.Post, route.Pre);
            }
        }

        foreach (var population in circuit.Populations)
        {
            _shapes.TryAdd(population.Name, [population.Size]);
        }
    }

    public int[] Of(string population) => _shapes[population];

    private bool Spread(string from, string to) => _shapes.TryGetValue(from, out var shape) && !_shapes.ContainsKey(to) && _shapes.TryAdd(to, shape);

    private void Set(string population, int[] shape)
    {
        if (!_shapes.TryAdd(population, shape) && !_shapes[population].SequenceEqual(shape))
        {
            throw new HomeostatException(
                $"Population '{population}' cannot be said in NIR: its projections take it as {GraphShapes.Text(_shapes[population])} and as {GraphShapes.Text(shape)}. Give all convolutions and poolings at it one shape.");
        }
    }
}
