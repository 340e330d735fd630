namespace CreditRisk.Silo.Simulator;

/// <summary>What a draw decides. Each purpose has numbers of its own, so that a new decision never shifts the old ones.</summary>
internal enum DrawPurpose : byte
{
    Profile = 1,
    MasterData = 2,
    Behaviour = 3,
    UsageLevel = 4,
    UsageNoise = 5,
    Bill = 6,
    Mishap = 7,
    Payment = 8,
    Settlement = 9,
    Concession = 10,
    Case = 11,
    Guarantee = 12,
    Report = 13,
    Update = 14,
    TimeOfDay = 15,
    Repeat = 16,
}

/// <summary>
/// Random numbers that are a function of a key (SplitMix64 seeded by hashing): no state is kept anywhere between two draws of
/// different keys, so that any day can be generated without the days before it, on any machine, with the same result.
/// </summary>
internal struct SeededDraw
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const ulong Odd = 0xD1B54A32D192ED03;

    private ulong _state;

    private SeededDraw(ulong state) => _state = state;

    /// <summary>The key of one customer under one seed.</summary>
    public static ulong KeyOf(int seed, int customer)
    {
        unchecked
        {
            return Mix(Mix((uint)seed + Golden) ^ ((uint)customer * Odd));
        }
    }

    /// <summary>The draws for one purpose of one customer.</summary>
    /// <param name="key">The customer's key.</param>
    /// <param name="when">The month, day or other number that the decision belongs to.</param>
    /// <param name="purpose">What is decided.</param>
    public static SeededDraw For(ulong key, int when, DrawPurpose purpose)
    {
        unchecked
        {
            return new SeededDraw(Mix(key ^ ((((ulong)(uint)when << 8) | (byte)purpose) * Odd)));
        }
    }

    /// <summary>The next whole number from 0 to <paramref name="bound"/> - 1, each equally likely.</summary>
    public int Below(int bound)
    {
        unchecked
        {
            _state += Golden;
            return (int)Math.BigMul(Mix(_state), (ulong)bound, out _);
        }
    }

    /// <summary>The next whole number from <paramref name="least"/> to <paramref name="most"/>, each equally likely.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>True in so many of 10,000 draws.</summary>
    public bool Chance(int ofTenThousand) => Below(10_000) < ofTenThousand;

    /// <summary>An index into shares that add up to the given total.</summary>
    public int Pick(ReadOnlySpan<int> shares, int total)
    {
        var roll = Below(total);
        var index = 0;
        while (roll >= shares[index])
        {
            roll -= shares[index];
            index++;
        }

        return index;
    }

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
