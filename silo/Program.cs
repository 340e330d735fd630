using CreditRisk.Silo.Commands;

using var termination = new Termination();
await using var output = StandardOutput.OfProcess();
return await CommandLine.RunAsync(args, output, Console.Error, termination.Token);
