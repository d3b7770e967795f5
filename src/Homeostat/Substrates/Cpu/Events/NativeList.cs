using System.Runtime.InteropServices;

namespace Homeostat.Substrates;

/// <summary>A growing list in native memory, so that large memory is freed at once and never copied by the garbage collector.</summary>
internal sealed unsafe class NativeList<T> : IDisposable
    where T : unmanaged
{
    private T* _items;
    private long _capacity;

    ~NativeList() => Free();

    public long Count { get; private set; }

    public T* Pointer => _items;

    /// <summary>Adds room for more items at the end, which the caller writes.</summary>
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
