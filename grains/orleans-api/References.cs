namespace Orleans.Runtime;

/// <summary>A class of grains.</summary>
public readonly struct GrainType;

/// <summary>An interface of grains.</summary>
public readonly struct GrainInterfaceType;

/// <summary>A grain's identity.</summary>
public readonly struct GrainId
{
    /// <summary>Its class.</summary>
    public GrainType Type => throw Declarations.Only();

    /// <summary>The grain of a class with a key.</summary>
    public static GrainId Create(GrainType type, string key) => throw Declarations.Only();
}

/// <summary>Refers to a grain, wherever it is.</summary>
public class GrainReference : IAddressable
{
    /// <summary>By which interface it is called.</summary>
    public GrainInterfaceType InterfaceType => throw Declarations.Only();
}
