using Orleans.Runtime;

namespace CreditRisk.Cluster.Node;

/// <summary>Takes what a silo cannot go on after, such as that the others have declared it dead: the process ends then, with a line that says why.</summary>
internal sealed class NodeFailure : IFatalErrorHandler
{
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Fails when the silo cannot go on; else it never ends.</summary>
    public Task Task => _failed.Task;

    /// <inheritdoc/>
    public bool IsUnexpected(Exception exception) => true;

    /// <inheritdoc/>
    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null) =>
        _failed.TrySetException(new InvalidOperationException($"the silo cannot go on: {context ?? exception?.Message}", exception));
}
