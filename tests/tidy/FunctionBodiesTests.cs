using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Tidy;

/// <summary>Function bodies are told from the other things between braces.</summary>
public sealed class FunctionBodiesTests
{
    [Theory]
    [InlineData("class A { void M<T>(int a = 1) where T : class { \n } }", 2)]
    [InlineData("class A { A() : base(new B { C = 1 }) { \n } }", 2)]
    [InlineData("class A { [X(typeof(B))] public (int, int) M() { \n\n } }", 3)]
    [InlineData("class A { public static bool operator >=(A a, A b) { \n } }", 2)]
    [InlineData("class A { int P { get { \n } } }", 2)]
    [InlineData("class A { int this[int i] { set { \n } } = 1; }", 2)]
    [InlineData("class A { Action f = () => { \n }; }", 2)]
    [InlineData("class A { B M() => Make(x => { \n }); }", 2)]
    [InlineData("class A { void M() { if (x) { } \n void N() { } \n } }", 3)]
    [InlineData("namespace N { struct A { extension(B b) { void M() { \n } } } }", 2)]
    [InlineData("class A { void M() { var s = $\"{(a ? \"}\" : \"{\")}}}\"; \n } }", 2)]
    [InlineData("class A { void M() { var s = @\"\\\"; var c = '}'; /* } */ // }\n } }", 2)]
    [InlineData("class A { void M() { var s = \"\"\"}\n}\"\"\"; } }", 2)]
    [InlineData("class A { void M() {\n#if }\n } }", 3)]
    public void A_function_is_measured_from_brace_to_brace(string source, int lines) =>
        FunctionBodies.Find(CSharpText.Parse(source)).ShouldHaveSingleItem().Lines.ShouldBe(lines);

    [Theory]
    [InlineData("class A { int M(int x) => x switch { \n 1 => 2, { } => 3 }; }")]
    [InlineData("record A(int B) { \n public required int C { get; init; } = 1; }")]
    [InlineData("class A { B[] all = [new() { C = 1 }, \n new() { C = 2 }]; }")]
    [InlineData("class A { static readonly B b = new() { \n C = 1 }; }")]
    [InlineData("class A { bool M(B b) => b is { C: \n 1 }; }")]
    [InlineData("class A<T> where T : new() { enum B { \n C } }")]
    [InlineData("interface A { event B C; int P { get; } }")]
    public void An_expression_or_a_type_is_no_function(string source) =>
        FunctionBodies.Find(CSharpText.Parse(source)).ShouldBeEmpty();

    [Fact]
    public void A_function_behind_a_table_is_found()
    {
        var source = "class A { B b = new() { C = f(x => { \n }), D = { 1 } };\n int P { get; } = 1; void M() { \n\n } }";

        FunctionBodies.Find(CSharpText.Parse(source)).ShouldBe([new FunctionBody(1, 2), new FunctionBody(3, 3)]);
    }

    [Theory]
    [InlineData(50, 0)]
    [InlineData(51, 1)]
    public void A_long_function_is_found(int lines, int count)
    {
        var source = $"class A\n{{\n    void M(\n        int a)\n    {{{new string('\n', lines - 1)}    }}\n}}\n";

        CSharpRules.FunctionsAreShort(new TextFile("a.cs", source)).Count().ShouldBe(count);
    }
}
