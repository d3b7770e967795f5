using System.Diagnostics;
using System.Reflection.Emit;
using Homeostat.Kernels;

namespace Homeostat.Benchmarks;

/// <summary>
/// The most fused multiply-adds a thread of this machine does: an emitted loop of independent ones on registers only,
/// so that neither memory nor latency holds it up. What products are measured against, in the same run.
/// </summary>
internal sealed class FmaPeak
{
    private const int Chains = 12;
    private const int Unroll = 4;
    private readonly Func<double, long, double> _loop;
    private readonly Lanes _lanes;

    public FmaPeak(ElementType type, VectorWidth width)
    {
        _lanes = new Lanes(type, width);
        _loop = EmitLoop(_lanes);
        _loop(1, 1000);
    }

    /// <summary>Operations a second (an FMA is two) of the calling thread, over a run of about two milliseconds.</summary>
    public double Measure()
    {
        const long Rounds = 40_000;
        var start = Stopwatch.GetTimestamp();
        _loop(1e-3, Rounds);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return 2.0 * Chains * Unroll * _lanes.Count * Rounds / seconds;
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
