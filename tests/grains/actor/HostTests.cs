using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Storage.Commit;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>Tests of what every host of accounts must do. They run on the in-process host; who derives from them runs them on another.</summary>
public abstract class HostTests
{
    private protected virtual HostStart Start => (harness, options) =>
        ValueTask.FromResult<IAccountHost>(new InProcessHost(harness.Rules, harness.Reader, harness.Committer, options, 1, TimeProvider.System));

    private protected Task<HostHarness> StartAsync(HostOptions? options = null, AccountRules? rules = null, GroupCommitterOptions? committer = null) =>
        HostHarness.StartAsync(Start, options, rules, committer);
}
