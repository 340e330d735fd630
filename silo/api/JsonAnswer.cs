using System.Text.Json;
using CreditRisk.Silo.Views;
using Microsoft.AspNetCore.Http;

namespace CreditRisk.Silo.Api;

/// <summary>Writes answers in JSON.</summary>
internal static class JsonAnswer
{
    private const string ContentType = "application/json";

    private static readonly JsonWriterOptions Options = new() { Encoder = JsonForm.Compact.Encoder };

    /// <summary>Answers with a value.</summary>
    public static Task WriteAsync<T>(HttpContext context, T value, int status = StatusCodes.Status200OK) =>
        WriteAsync(context, json => JsonSerializer.Serialize(json, value, JsonForm.Compact), status);

    /// <summary>Answers with what is written, which is whole before anything of it is sent: a failure on the way still has an answer of its own.</summary>
    public static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        using var body = new MemoryStream();
        await using (var json = new Utf8JsonWriter(body, Options))
        {
            write(json);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), context.RequestAborted);
    }
}
