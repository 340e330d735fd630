using System.Globalization;

namespace CreditRisk.Silo.Settings;

/// <summary>A value as it was given, before it is checked.</summary>
/// <param name="Text">The text, or the number as it was written.</param>
/// <param name="IsText">Whether it is a text where the form tells (JSON); the environment has only texts, which may be numbers.</param>
/// <param name="Origin">Where it stands: the file, or the environment variable.</param>
/// <param name="Folder">What a relative path starts from.</param>
public readonly record struct GivenValue(string Text, bool? IsText, string Origin, string Folder);

/// <summary>One setting: its name, what it may be, and where it goes.</summary>
/// <param name="Key">Section and name, <c>host.loops</c>.</param>
/// <param name="Description">What it is, for the documentation.</param>
public abstract record Setting(string Key, string Description)
{
    private const string EnvironmentPrefix = "CREDITRISK_";

    /// <summary>The section, <c>host</c>.</summary>
    public string Section => Key[..Key.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>The name within the section, <c>loops</c>.</summary>
    public string Name => Key[(Section.Length + 1)..];

    /// <summary>The environment variable that overrides the file, <c>CREDITRISK_HOST__LOOPS</c>.</summary>
    public string EnvironmentVariable => EnvironmentPrefix + Key.Replace(".", "__", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>The default as it stands in JSON.</summary>
    public abstract string DefaultJson { get; }

    /// <summary>What it may be, as messages and the documentation say it: <c>1 to 64</c>.</summary>
    public abstract string Allowed { get; }

    /// <summary>Puts a value into the settings.</summary>
    /// <returns>The settings with the value, or as they were when it is a mistake.</returns>
    /// <param name="settings">The settings so far.</param>
    /// <param name="given">The value.</param>
    /// <param name="mistakes">Receives a line when the value is none that the setting may be.</param>
    public abstract ServiceSettings Take(ServiceSettings settings, in GivenValue given, ICollection<string> mistakes);

    private protected void Refuse(in GivenValue given, ICollection<string> mistakes) => mistakes.Add(
        $"{given.Origin}: {Key} is {(given.IsText == true || given.Text.Length == 0 ? $"\"{given.Text}\"" : given.Text)}, and must be {Allowed}");
}

/// <summary>A whole number within a range.</summary>
/// <param name="Key">See <see cref="Setting"/>.</param>
/// <param name="Least">The least that it may be.</param>
/// <param name="Most">The most that it may be.</param>
/// <param name="Get">Reads it.</param>
/// <param name="With">Sets it.</param>
/// <param name="Description">See <see cref="Setting"/>.</param>
public sealed record NumberSetting(
    string Key, long Least, long Most, Func<ServiceSettings, long> Get, Func<ServiceSettings, long, ServiceSettings> With, string Description)
    : Setting(Key, Description)
{
    private static readonly ServiceSettings Defaults = new();

    /// <summary>Whether only powers of two are allowed.</summary>
    public bool IsPowerOfTwo { get; init; }

    /// <inheritdoc/>
    public override string DefaultJson => Get(Defaults).ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string Allowed => IsPowerOfTwo ? $"a power of two, {Least} to {Most}" : $"{Least} to {Most}";

    /// <inheritdoc/>
    public override ServiceSettings Take(ServiceSettings settings, in GivenValue given, ICollection<string> mistakes)
    {
        if (given.IsText != true
            && long.TryParse(given.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= Least && value <= Most && (!IsPowerOfTwo || long.IsPow2(value)))
        {
            return With(settings, value);
        }

        Refuse(given, mistakes);
        return settings;
    }
}

/// <summary>A text with a meaning of its own.</summary>
/// <param name="Key">See <see cref="Setting"/>.</param>
/// <param name="Form">What it may be, for messages.</param>
/// <param name="IsAllowed">Whether a text is such.</param>
/// <param name="Get">Reads it.</param>
/// <param name="With">Sets it.</param>
/// <param name="Description">See <see cref="Setting"/>.</param>
public sealed record TextSetting(
    string Key, string Form, Func<string, bool> IsAllowed, Func<ServiceSettings, string> Get, Func<ServiceSettings, string, ServiceSettings> With, string Description)
    : Setting(Key, Description)
{
    private static readonly ServiceSettings Defaults = new();

    /// <summary>Whether it is a path, which is relative to the file that it stands in.</summary>
    public bool IsPath { get; init; }

    /// <inheritdoc/>
    public override string DefaultJson => $"\"{Get(Defaults)}\"";

    /// <inheritdoc/>
    public override string Allowed => Form;

    /// <inheritdoc/>
    public override ServiceSettings Take(ServiceSettings settings, in GivenValue given, ICollection<string> mistakes)
    {
        if (given.IsText != false && IsAllowed(given.Text))
        {
            return With(settings, IsPath && given.Text.Length > 0 ? Path.Combine(given.Folder, given.Text) : given.Text);
        }

        Refuse(given, mistakes);
        return settings;
    }
}
