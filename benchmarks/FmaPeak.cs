using System.Reflection.Emit;

namespace Homeostat.Benchmarks;

/// <summary>
/// The most fused multiply-adds a thread of this machine does: an emitted loop of independent ones on registers only,
/// so that neither memory nor latency holds it up. What products are measured against, in the same run.
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
    /// Billions of operations a second (an FMA is two) of all workers together in the type and width that products use,
    /// measured again and again for a while.
    /// </summary>
    public static List<double> Measure(Workers workers, double seconds)
    {
        const long Rounds = 40_000;
        var peak = Float32.Value;
        var operations = 2.0 * Chains * Unroll * peak._lanes.Count * Rounds * workers.Count;

        // One long task a worker: while one works, the other task is taken by another.
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

        // The sums must be wanted by someone, or the loop is not run.
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
