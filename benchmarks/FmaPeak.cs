using System.Reflection.Emit;

namespace Homeostat.Benchmarks;

/// <summary>
/// The largest number of fused multiply-adds per second of this machine, measured with an emitted loop of independent ones on registers
/// alone, which neither memory nor latency slows down. Products are compared with it in the same run.
/// </summary>
internal sealed class FmaPeak
{
    private const int Chains = 12;
    private const int Unroll = 4;
    private static readonly Lazy<FmaPeak> Float32 = new(() => new FmaPeak(ElementType.Float32, Lanes.Widest));

    private readonly Func<double, long, double> _loop;
    private readonly Lanes _lanes;

    private FmaPeak(ElementType type, VectorWidth width)
    {
        _lanes = new Lanes(type, width);
        _loop = EmitLoop(_lanes);
        _loop(1, 1000);
    }

    /// <summary>
    /// The speed of all workers together, in billions of operations per second (an FMA is two), in the element type and vector width of
    /// products; measured repeatedly for a number of seconds.
    /// </summary>
    public static List<double> Measure(Workers workers, double seconds)
    {
        const long Rounds = 40_000;
        var peak = Float32.Value;
        var operations = 2.0 * Chains * Unroll * peak._lanes.Count * Rounds * workers.Count;

        // There is one long task for each worker: while one works, another worker takes the other task.
        WorkItem job = (_, _) => peak._loop(1e-3, Rounds);
        return [.. Samples.Time(() => workers.Run(job, workers.Count), seconds).Select(time => operations / time / 1e9)];
    }

    private static Func<double, long, double> EmitLoop(Lanes lanes)
    {
        var method = new DynamicMethod("fma peak", typeof(double), [typeof(double), typeof(long)], typeof(FmaPeak).Module, true);
        var il = method.GetILGenerator();
        var factor = il.DeclareLocal(lanes.Type);
        var sums = Enumerable.Range(0, Chains).Select(_ => il.DeclareLocal(lanes.Type)).ToArray();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(lanes.ElementType == ElementType.Float32 ? OpCodes.Conv_R4 : OpCodes.Conv_R8);
        lanes.Broadcast(il);
        il.Emit(OpCodes.Stloc, factor);
        foreach (var sum in sums)
        {
            il.Emit(OpCodes.Ldloca, sum);
            il.Emit(OpCodes.Initobj, lanes.Type);
        }

        var body = il.DefineLabel();
        il.MarkLabel(body);
        for (var i = 0; i < Unroll; i++)
        {
            foreach (var sum in sums)
            {
                il.Emit(OpCodes.Ldloc, factor);
                il.Emit(OpCodes.Ldloc, factor);
                il.Emit(OpCodes.Ldloc, sum);
                lanes.MultiplyAdd(il);
                il.Emit(OpCodes.Stloc, sum);
            }
        }

        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Conv_I8);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Starg_S, (byte)1);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Conv_I8);
        il.Emit(OpCodes.Bgt, body);

        // The sums are returned, so that the loop is not removed as unused.
        il.Emit(OpCodes.Ldloc, sums[0]);
        foreach (var sum in sums[1..])
        {
            il.Emit(OpCodes.Ldloc, factor);
            il.Emit(OpCodes.Ldloc, sum);
            var rest = il.DeclareLocal(lanes.Type);
            il.Emit(OpCodes.Stloc, rest);
            il.Emit(OpCodes.Ldloc, rest);
            lanes.MultiplyAdd(il);
        }

        if (lanes.IsVector)
        {
            il.Emit(OpCodes.Call, lanes.Static("Sum", lanes.Type));
        }

        il.Emit(OpCodes.Conv_R8);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<double, long, double>>();
    }
}
