using CreditRisk.Storage.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CreditRisk.Silo.Api;

/// <summary>Turns what goes wrong in a request into an answer: the caller learns what he can mend, the log the rest.</summary>
/// <param name="logger">Is told what the caller cannot mend.</param>
internal sealed class ErrorAnswers(ILogger logger)
{
    private static readonly Action<ILogger, Exception?> LogFailure = LoggerMessage.Define(
        LogLevel.Error, new EventId(1, "RequestFailed"), "A request failed");

    private static readonly Action<ILogger, string, Exception?> LogStoreAway = LoggerMessage.Define<string>(
        LogLevel.Warning, new EventId(2, "RequestWithoutStore"), "A request failed, because the store is away: {Failure}");

    /// <summary>The middleware.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            await AnswerBareAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: there is nobody to answer.
            context.Abort();
        }
        catch (Exception failure)
        {
            var (status, code, detail) = Translate(failure);
            if (context.Response.HasStarted)
            {
                // Half an answer must not look like a whole one.
                context.Abort();
                return;
            }

            context.Response.Clear();
            if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            {
                context.Response.Headers.RetryAfter = "1";
            }

            await Problem.WriteAsync(context, status, code, detail);
        }
    }

    private (int Status, string Code, string Detail) Translate(Exception failure)
    {
        switch (failure)
        {
            case ProblemException problem:
                return (problem.Status, problem.Code, problem.Message);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return (StatusCodes.Status413PayloadTooLarge, "too-large", "the request is larger than allowed; nothing of it was taken in");
            case BadHttpRequestException bad:
                return (bad.StatusCode, "bad-request", bad.Message);
            case StoreException away:
                LogStoreAway(logger, away.Message, null);
                return (StatusCodes.Status503ServiceUnavailable, "store-away", "the store does not answer; try again");
            default:
                LogFailure(logger, failure);
                return (StatusCodes.Status500InternalServerError, "failed", "the request failed; the log of the service says why");
        }
    }

    // What routing itself refuses has a status and nothing else.
    private static Task AnswerBareAsync(HttpContext context) => context.Response switch
    {
        { HasStarted: false, StatusCode: StatusCodes.Status404NotFound, ContentType: null } =>
            Problem.WriteAsync(context, StatusCodes.Status404NotFound, "no-such-resource", "there is nothing at this address"),
        { HasStarted: false, StatusCode: StatusCodes.Status405MethodNotAllowed, ContentType: null } =>
            Problem.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, "wrong-method", $"this address answers {context.Response.Headers.Allow}"),
        _ => Task.CompletedTask,
    };
}
