using System.Net;
using CreditRisk.Silo.Api;
using CreditRisk.Silo.Api.Access;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Api;

/// <summary>Who may call the API.</summary>
public sealed class AccessTests
{
    private const string Secret = "0123456789abcdef-secret";

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("192.0.2.1")]
    public async Task Nobody_else_can_reach_it_without_a_key(string address)
    {
        var directory = Directory.CreateTempSubdirectory("creditrisk-api-").FullName;
        var settings = ServiceUnderTest.Settings(directory);
        settings = settings with { Api = settings.Api with { Address = IPAddress.Parse(address) } };

        var refused = await Should.ThrowAsync<ConfigurationException>(RunningService.StartAsync(settings, TimeProvider.System, NullLoggerFactory.Instance));

        refused.Mistakes.ShouldHaveSingleItem().ShouldContain("CREDITRISK_API_KEY");
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task With_a_key_any_address_can_be_listened_on()
    {
        await using var service = await ServiceUnderTest.StartAsync(settings =>
            WithKey(settings) with { Api = WithKey(settings).Api with { Address = IPAddress.Any } });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{service.Service.Api.Address.Port}/v1/portfolio");
        request.Headers.Add("Authorization", $"Bearer {Secret}");
        using var response = await service.Client.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(200);
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("Bearer", 401)]
    [InlineData("Bearer 0123456789abcdef-secreT", 401)]
    [InlineData("Bearer 0123456789abcdef-secret!", 401)]
    [InlineData("Basic 0123456789abcdef-secret", 401)]
    [InlineData("Bearer 0123456789abcdef-secret", 200)]
    [InlineData("bearer 0123456789abcdef-secret", 200)]
    public async Task A_key_is_asked_for_where_there_is_one(string? authorization, int status)
    {
        await using var service = await ServiceUnderTest.StartAsync(WithKey);
        foreach (var path in new[] { "v1/portfolio", "metrics", "v1/warnings" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (authorization is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
            }

            using var response = await service.Client.SendAsync(request);

            var answer = await Answer.OfAsync(response);
            answer.Status.ShouldBe(status);
            if (status == 401)
            {
                answer.ShouldBeProblem(401, "key-needed");
                response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
            }
        }
    }

    [Fact]
    public async Task Nothing_is_taken_in_without_the_key()
    {
        await using var service = await ServiceUnderTest.StartAsync(WithKey);

        (await service.SendAsync(Sent.Invoice("e-1", "C-1", "I-1"))).ShouldBeProblem(401, "key-needed");

        service.Service.Engine.Reader.Counts().Records.ShouldBe(0);
    }

    [Fact]
    public async Task Probes_need_no_key()
    {
        await using var service = await ServiceUnderTest.StartAsync(WithKey);

        (await service.GetAsync("health/live")).Status.ShouldBe(200);
        (await service.GetAsync("health/ready")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:99", 200)]
    [InlineData("[::1]:8080", 200)]
    [InlineData("127.0.0.2", 200)]
    [InlineData("evil.example", 403)]
    [InlineData("localhost.evil.example", 403)]
    [InlineData("192.0.2.1", 403)]
    public async Task Without_a_key_only_this_machine_is_answered(string host, int status)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/portfolio");
        request.Headers.Host = host;
        using var response = await service.Client.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(status);
    }

    [Theory]
    [InlineData("short", false)]
    [InlineData("0123456789abcde", false)]
    [InlineData("0123456789abcdef", true)]
    [InlineData("0123456789 abcdef", false)]
    [InlineData("0123456789abcdeü", false)]
    public void A_key_is_long_enough_to_be_one(string text, bool isKey) => ApiKey.TryCreate(text, out _).ShouldBe(isKey);

    [Fact]
    public void No_text_form_shows_the_key() => WithKey(new ServiceSettings()).ToString().ShouldNotContain(Secret);

    private static ServiceSettings WithKey(ServiceSettings settings)
    {
        ApiKey.TryCreate(Secret, out var key).ShouldBeTrue();
        return settings with { Api = settings.Api with { Key = key } };
    }
}
