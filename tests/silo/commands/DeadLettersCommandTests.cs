using System.Text;
using CreditRisk.Silo.Commands;
using CreditRisk.Silo.Views;
using CreditRisk.Storage.Contracts;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Commands;

[Collection(SimulatedStore.Collection)]
public sealed class DeadLettersCommandTests(SimulatedStore store)
{
    [Fact]
    public async Task The_list_has_an_object_for_each()
    {
        var run = await CommandRun.Done("dead-letters", "list", "--data", store.Data, "--json");
        run.Objects.Select(one => one.GetProperty("reason").GetString()).ShouldContain("indigestible");
        run.Objects.ShouldAllBe(one => one.GetProperty("message").GetString()!.Length > 0 && one.GetProperty("bytes").GetInt32() > 0);
        run.Lines.Length.ShouldBe(3);
        (await CommandRun.Done("dead-letters", "list", "--data", store.Data, "--json", "--limit", "2")).Lines.ShouldBe(run.Lines[..2]);
        (await CommandRun.Done("dead-letters", "list", "--data", store.Data)).Output.ShouldContain("indigestible");
    }

    [Fact]
    public async Task One_reason_can_be_asked_for()
    {
        var run = await CommandRun.Done("dead-letters", "list", "--data", store.Data, "--json", "--reason", "indigestible");
        run.Object.GetProperty("account").GetString().ShouldBe(SimulatedStore.Quarantined);
    }

    [Fact]
    public async Task A_letter_is_shown_whole_with_the_state_of_the_account_that_could_not_digest_it()
    {
        var id = (await CommandRun.Done("dead-letters", "list", "--data", store.Data, "--json", "--reason", "indigestible")).Object.GetProperty("id").GetInt64();
        var letter = (await CommandRun.Done("dead-letters", "show", $"{id}", "--data", store.Data, "--json")).Object;
        letter.GetProperty("body").GetString()!.ShouldContain("\"invoiceId\":\"huge-10\"");
        letter.GetProperty("accountBefore").GetProperty("receivable").GetString().ShouldBe("89999999999999999.91");
        var page = (await CommandRun.Done("dead-letters", "show", $"{id}", "--data", store.Data)).Output;
        page.ShouldContain("\"invoiceId\":\"huge-10\"");
        page.ShouldContain("The account before");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_shown_in_base_64()
    {
        var expected = Convert.ToBase64String(SimulatedStore.NoText);
        var list = await CommandRun.Done("dead-letters", "list", "--data", store.Data, "--json");
        var id = list.Objects.Single(one => one.GetProperty("bytes").GetInt32() == SimulatedStore.NoText.Length).GetProperty("id").GetInt64();
        var letter = (await CommandRun.Done("dead-letters", "show", $"{id}", "--data", store.Data, "--json")).Object;
        letter.GetProperty("bodyBase64").GetString().ShouldBe(expected);
        (await CommandRun.Done("dead-letters", "show", $"{id}", "--data", store.Data)).Output.ShouldContain(expected);
    }

    [Fact]
    public async Task A_letter_that_is_not_there_ends_with_1()
    {
        var run = await CommandRun.Of("dead-letters", "show", "99", "--data", store.Data);
        run.ShouldBe(new CommandRun(ExitCodes.Failed, "", "creditrisk: there is no dead letter 99" + Environment.NewLine));
    }

    [Fact]
    public void Text_keeps_what_was_sent_and_other_bytes_are_not_bent_into_text()
    {
        View(Encoding.UTF8.GetBytes("grüß")).ShouldBe(("grüß", null));
        View([0xC3, 0x28]).ShouldBe((null, "wyg="));
        View([]).ShouldBe((null, null));

        static (string? Body, string? Base64) View(byte[] body)
        {
            var letter = new DeadLetter(default, "bad-id", "", null, null, null, body, default, default);
            var view = DeadLetterView.Of(new StoredDeadLetter(1, letter), _ => throw new InvalidOperationException("there is no state"));
            return (view.Body, view.BodyBase64);
        }
    }
}
