using CreditRisk.Cluster.Node;
using Xunit;

namespace CreditRisk.Tests.Grains;

/// <summary>A test that is skipped where the program was built with the declarations of Orleans only.</summary>
internal sealed class NeedsOrleansAttribute : FactAttribute
{
    public NeedsOrleansAttribute()
    {
        if (!OrleansBuild.HasOrleans)
        {
            Skip = "Orleans does not restore here, so that there is no cluster host to test; './creditrisk setup orleans' tries again.";
        }
    }
}
