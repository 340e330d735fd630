using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;

namespace CreditRisk.Actor;

/// <summary>What actors share. Safe for use by many threads.</summary>
/// <param name="Rules">The rules of accounts.</param>
/// <param name="Codec">Encodes states.</param>
/// <param name="History">Looks into accounts' histories.</param>
/// <param name="Writer">The number that marks this host's writes, drawn anew at each start.</param>
/// <param name="Archives">When the archives of large accounts are made.</param>
public sealed record ActorContext(AccountRules Rules, StateCodec Codec, HistoryLookup History, long Writer, ArchiveRule Archives);
