using Microsoft.Extensions.Logging;

namespace CreditRisk.Cluster.Tls;

/// <summary>
/// Who a member is by its files as they are now. They are read for each connection: connections are rare, and neither the times of files nor links that point elsewhere mislead.
/// </summary>
internal sealed class CurrentIdentity
{
    private static readonly Action<ILogger, string, Exception?> LogRenewed = LoggerMessage.Define<string>(
        LogLevel.Information, new EventId(1, "CertificateRenewed"), "New connections use the renewed certificate in {Path}");

    private static readonly Action<ILogger, string, Exception?> LogKept = LoggerMessage.Define<string>(
        LogLevel.Warning, new EventId(2, "CertificateKept"), "The last good certificate is still used: {Problem}");

    private readonly TlsFiles _files;
    private readonly Lock _lock = new();
    private TlsTexts _texts;
    private TlsIdentity _identity;

    /// <summary>Reads the files.</summary>
    /// <exception cref="ArgumentException">One is missing or wrong.</exception>
    public CurrentIdentity(TlsFiles files)
    {
        _files = files;
        try
        {
            _texts = files.Texts();
            _identity = files.Identity(_texts);
        }
        catch (InvalidDataException failure)
        {
            throw new ArgumentException(failure.Message, nameof(files), failure);
        }
    }

    /// <summary>The identity; while the files are being replaced, and do not fit each other, the one before.</summary>
    public TlsIdentity Now(ILogger logger)
    {
        lock (_lock)
        {
            try
            {
                var texts = _files.Texts();
                if (texts != _texts)
                {
                    _identity = _files.Identity(texts);
                    _texts = texts;
                    LogRenewed(logger, _files.Certificate, null);
                }
            }
            catch (InvalidDataException failure)
            {
                LogKept(logger, failure.Message, null);
            }

            return _identity;
        }
    }
}
