using System.CommandLine;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Policies.Prose;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Terminal;
using CreditRisk.Silo.Views;

namespace CreditRisk.Silo.Commands;

/// <summary>A policy in sentences.</summary>
/// <param name="Policy">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sections">What it says, in general and stage by stage.</param>
public sealed record PolicyExplanation(string Policy, int Version, IReadOnlyList<ProseSection> Sections);

/// <summary><c>policy explain</c>: a policy in plain sentences, or an account held against one.</summary>
public static class PolicyExplainCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Description = "A policy file. May be left out with --account: then it is the account's own policy.", Arity = ArgumentArity.ZeroOrOne };
        var account = new Option<string?>("--account")
        {
            HelpName = "ID", Description = "Hold this account's figures against the policy: which part of each stage's conditions is true, and what is still missing.",
        };
        var data = CommonOptions.Data();
        var rules = CommonOptions.Rules();
        var json = CommonOptions.Json("Print one JSON object.");
        var command = new Command("explain", "Say in plain sentences whom a policy warns and when, or what an account still lacks for each stage.") { file, account, data, rules, json };
        command.Validators.Add(result =>
        {
            if (result.GetResult(file) is null or { Tokens.Count: 0 } && result.GetResult(account) is null)
            {
                result.AddError("a policy file, --account, or both must be given.");
            }
        });
        command.SetAction(parsed =>
        {
            var console = CommandConsole.Of(parsed);
            var policy = parsed.GetValue(file) is { } path ? RuleFiles.LoadPolicy(path) : null;
            return parsed.GetValue(account) is { } id
                ? ExplainAccount(console, id, policy, CommonOptions.RulesOf(parsed, rules), parsed.GetRequiredValue(data), parsed.GetValue(json))
                : Explain(console, policy!, parsed.GetValue(json));
        });
        return command;
    }

    private static int Explain(CommandConsole console, Policy policy, bool isJson)
    {
        if (isJson)
        {
            console.Json(new PolicyExplanation(policy.Terms.Id, policy.Terms.Version, PolicyProse.Of(policy)));
        }
        else
        {
            ExplanationPage.Write(console.Ansi, policy);
        }

        return ExitCodes.Ok;
    }

    private static int ExplainAccount(CommandConsole console, string id, Policy? other, RuleFiles files, string data, bool isJson)
    {
        var rules = files.Load();
        using var store = CommonOptions.OpenForReading(data);
        if (store.Load([id])[0] is not { } row)
        {
            console.Note($"creditrisk: account {id} is not known");
            return ExitCodes.Failed;
        }

        var state = Engine.Decode(new StateCodec(rules.Book), row);
        var explanation = AccountExplanation.Of(rules, state, other ?? rules.PolicyOf(state));
        if (isJson)
        {
            console.Json(explanation);
        }
        else
        {
            ExplanationPage.Write(console.Ansi, explanation);
        }

        return ExitCodes.Ok;
    }
}
