using System.Reflection;
using System.Text.RegularExpressions;
using CreditRisk.Cluster;
using CreditRisk.Tests.Tidy;
using Orleans;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Cluster;

/// <summary>
/// Silos of two versions run side by side while a cluster is upgraded, and grains read what an older version stored. So what goes over the wire or is stored only grows: names and numbers in <c>wire.txt</c> stay, new ones are added.
/// </summary>
public sealed partial class WireTests
{
    private static readonly IReadOnlyList<Type> Types = typeof(CustomerGrain).Assembly.GetTypes();

    [Fact]
    public void What_goes_over_the_wire_is_what_is_written_down()
    {
        var written = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "grains", "orleans", "wire.txt"));

        Messages().Concat(Calls()).Order(StringComparer.Ordinal).ShouldBe(written);
    }

    [Fact]
    public void Everything_that_goes_over_the_wire_has_a_name_that_does_not_change_with_the_sources()
    {
        Types.Where(IsMessage).ShouldAllBe(type => type.GetCustomAttribute<AliasAttribute>() != null);
        Types.Where(IsGrain).ShouldAllBe(type => type.GetCustomAttribute<AliasAttribute>() != null && type.GetMethods().All(method => method.IsStatic || method.GetCustomAttribute<AliasAttribute>() != null));
    }

    private static bool IsMessage(Type type) => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null;

    private static bool IsGrain(Type type) => type.IsInterface && typeof(IGrainWithStringKey).IsAssignableFrom(type);

    private static string AliasOf(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>()!.Alias;

    private static IEnumerable<string> Messages() =>
        from type in Types.Where(IsMessage)
        from member in type.GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let id = member.GetCustomAttribute<IdAttribute>()
        where id is not null
        select $"{AliasOf(type)} {id.Id} {member.Name}: {NameOf(((PropertyInfo)member).PropertyType)}";

    private static IEnumerable<string> Calls() =>
        from type in Types.Where(IsGrain)
        from method in type.GetMethods().Where(method => !method.IsStatic)
        select $"{AliasOf(type)}.{AliasOf(method)}({string.Join(", ", method.GetParameters().Select(parameter => NameOf(parameter.ParameterType)))}): {NameOf(method.ReturnType)}";

    private static string NameOf(Type type) => Namespaces().Replace(type.ToString(), "");

    [GeneratedRegex(@"[A-Za-z.]+\.(?=[A-Z])", RegexOptions.None, 1000)]
    private static partial Regex Namespaces();
}
