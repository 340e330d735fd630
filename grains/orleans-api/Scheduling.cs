namespace Orleans.Concurrency
{
    /// <summary>Calls of the grain interleave where they await.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class ReentrantAttribute : Attribute;

    /// <summary>The method interleaves with every other call of the grain.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class AlwaysInterleaveAttribute : Attribute;
}

namespace Orleans.Placement
{
    /// <summary>The grain is activated where it is first called from, if that can be.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class PreferLocalPlacementAttribute : Attribute;
}

namespace Orleans.Runtime.Placement
{
    /// <summary>Decides where grains are activated.</summary>
    public interface IPlacementDirector
    {
        /// <summary>Under this key a call names the silo that it would have.</summary>
        const string PlacementHintKey = nameof(PlacementHintKey);
    }
}
