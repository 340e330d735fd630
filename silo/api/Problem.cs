using System.Text.Json;
using CreditRisk.Silo.Views;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CreditRisk.Silo.Api;

/// <summary>A failed request, as RFC 9457 has it.</summary>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The status.</param>
/// <param name="Code">A stable code for programs.</param>
/// <param name="Detail">What was wrong, for people.</param>
public sealed record Problem(string Title, int Status, string Code, string Detail)
{
    private const string ContentType = "application/problem+json";

    /// <summary>Answers a request with a problem.</summary>
    public static Task WriteAsync(HttpContext context, int status, string code, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = ContentType;
        var problem = new Problem(ReasonPhrases.GetReasonPhrase(status), status, code, detail);
        return context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(problem, JsonForm.Compact)).AsTask();
    }
}

/// <summary>Ends a request with a problem.</summary>
/// <param name="status">The status.</param>
/// <param name="code">A stable code for programs.</param>
/// <param name="detail">What was wrong, for people.</param>
internal sealed class ProblemException(int status, string code, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    public string Code { get; } = code;
}
