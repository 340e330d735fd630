using System.Runtime.CompilerServices;

// The tests break the writer between two statements and migrate from schemas of their own.
[assembly: InternalsVisibleTo("CreditRisk.Tests")]
