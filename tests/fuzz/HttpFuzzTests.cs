using CreditRisk.Tests.Oracle;
using CreditRisk.Tests.Silo.Api;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Fuzz;

/// <summary>
/// Whatever is sent over HTTP is answered, never by a failure; every event of it is accepted, a repeat, or kept as a dead letter, whole and byte for byte. The whole service, on a real store.
/// </summary>
public sealed class HttpFuzzTests(ITestOutputHelper output)
{
    private const int Requests = 60;

    [Fact]
    public async Task Whatever_is_posted_is_answered_and_every_event_accounted_for()
    {
        var seed = OracleRun.BaseSeed(FuzzRun.UsualSeed);
        output.WriteLine($"{OracleRun.SeedVariable}={seed}");
        await using var service = await ServiceUnderTest.StartAsync();
        var ledger = new IntakeLedger(service.Service.Engine.Reader);
        var (requests, begun) = (0, TimeProvider.System.GetTimestamp());
        while (FuzzRun.Time is { } time ? TimeProvider.System.GetElapsedTime(begun) < time * 0.25 : requests < Requests)
        {
            var request = FuzzedRequest.Of(unchecked(seed + requests++));
            try
            {
                var answer = await service.SendAsync(request.Body, request.ContentType);
                ledger.Enter(request, answer);
            }
            catch (Exception broken)
            {
                throw new FuzzException($"set {OracleRun.SeedVariable}={seed} for the request {requests} of {request.ContentType} that shows it: {broken.Message}", broken);
            }
        }

        output.WriteLine($"{requests} requests, {ledger}");
    }
}
