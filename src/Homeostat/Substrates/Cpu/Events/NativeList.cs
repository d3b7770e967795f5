using System.Runtime.InteropServices;

namespace Homeostat.Substrates;

/// <summary>A list that grows in native memory, so that gigabytes are given back at once and never copied by the collector.</summary>
internal sealed unsafe class NativeList<T> : IDisposable
    where T : unmanaged
{
    private T* _items;
    private long _capacity;

    ~NativeList() => Free();

    public long Count { get; private set; }

    public T* Pointer => _items;

    /// <summary>Room for more items at the end, to be written by the caller.</summary>
    public Span<T> Append(int count)
    {
        if (Count + count > _capacity)
        {
            _capacity = Math.Max(Count + count, Math.Max(64, _capacity + (_capacity / 2)));
            _items = (T*)NativeMemory.Realloc(_items, (nuint)_capacity * (nuint)sizeof(T));
        }

        var room = new Span<T>(_items + Count, count);
        Count += count;
        return room;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.Free(_items);
        _items = null;
    }
}
