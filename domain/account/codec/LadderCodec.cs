using System.Collections.Immutable;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Score;

namespace CreditRisk.Domain.Account.Codec;

/// <summary>Encodes where an account stands on the ladder, and its score.</summary>
internal static class LadderCodec
{
    public static void Write(StateWriter writer, LadderState ladder)
    {
        writer.Signed(ladder.Episode);
        writer.Bool(ladder.EpisodeRunning);
        writer.Signed(ladder.Marks);
        foreach (var count in ladder.EntryCounts)
        {
            writer.Signed(count);
        }

        writer.Count(ladder.Active.Length);
        foreach (var entry in ladder.Active)
        {
            writer.Byte((byte)entry.Stage);
            writer.Signed(entry.Episode);
            writer.Signed(entry.Number);
            writer.Instant(entry.EffectiveAt);
            writer.Instant(entry.RaisedAt);
            writer.Date(entry.RaisedOn);
            writer.Text(entry.Policy);
            writer.Signed(entry.PolicyVersion);
            writer.Signed(entry.KeyEvents);
            writer.Bool(entry.Direct);
            writer.OptionalText(entry.Mark);
        }
    }

    public static LadderState Read(ref StateReader reader)
    {
        var (episode, isRunning, marks) = (reader.Int(), reader.Bool(), reader.Int());
        var counts = ImmutableArray.CreateBuilder<int>(StageNames.Count);
        for (var i = 0; i < StageNames.Count; i++)
        {
            counts.Add(reader.Int());
        }

        return new LadderState
        {
            Episode = episode,
            EpisodeRunning = isRunning,
            Marks = marks,
            EntryCounts = counts.MoveToImmutable(),
            Active = reader.Many(ReadEntry),
        };
    }

    private static StageEntry ReadEntry(ref StateReader reader) => new()
    {
        Stage = (Stage)reader.Byte(),
        Episode = reader.Int(),
        Number = reader.Int(),
        EffectiveAt = reader.Instant(),
        RaisedAt = reader.Instant(),
        RaisedOn = reader.Date(),
        Policy = reader.Word(),
        PolicyVersion = reader.Int(),
        KeyEvents = reader.Int(),
        Direct = reader.Bool(),
        Mark = reader.OptionalText(),
    };

    public static void Write(StateWriter writer, ScoreState score)
    {
        writer.Signed(score.LatenessDecayed);
        writer.Signed(score.LatenessWorst);
        writer.Signed(score.LateCount);
        writer.Signed(score.SettledCount);
        writer.Signed(score.BouncedPayments);
        writer.Bool(score.ReportedMonths is not null);
        writer.Signed(score.ReportedMonths ?? 0);
        writer.Signed(score.Points);
        writer.Signed(score.ProbabilityPpm);
        writer.Byte((byte)score.Grade);
        writer.Date(score.GradeSince);
        writer.Date(score.LeftDOn);
    }

    public static ScoreState ReadScore(ref StateReader reader)
    {
        var state = new ScoreState
        {
            LatenessDecayed = reader.Signed(),
            LatenessWorst = reader.Int(),
            LateCount = reader.Int(),
            SettledCount = reader.Int(),
            BouncedPayments = reader.Int(),
        };
        var (isReported, months) = (reader.Bool(), reader.Signed());
        return state with
        {
            ReportedMonths = isReported ? months : null,
            Points = reader.Int(),
            ProbabilityPpm = reader.Int(),
            Grade = (Grade)reader.Byte(),
            GradeSince = reader.Date(),
            LeftDOn = reader.Date(),
        };
    }
}
