using System.Net.Http.Headers;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Settings;

namespace CreditRisk.Silo.Commands;

/// <summary>Reaches the API of a running service.</summary>
internal static class ApiClient
{
    /// <summary>The address in a <c>--url</c>.</summary>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public static Uri AddressOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw new ConfigurationException([$"--url is '{url}', and must be an address such as http://127.0.0.1:8080"]);

    /// <summary>A client that presents the key in <see cref="SettingsLoader.ApiKeyVariable"/>, if there is one.</summary>
    public static HttpClient Create()
    {
        var client = new HttpClient();
        if (Environment.GetEnvironmentVariable(SettingsLoader.ApiKeyVariable) is { Length: > 0 } key)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return client;
    }
}
