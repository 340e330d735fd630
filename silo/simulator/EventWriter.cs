namespace CreditRisk.Silo.Simulator;

/// <summary>Writes planned events: computes again what each is about and puts it into JSON.</summary>
internal sealed class EventWriter : IDisposable
{
    private readonly SimulatorOptions _options;
    private readonly CustomerFactory _factory;
    private readonly DayClock _clock;
    private readonly EventJson _json;

    /// <summary>A writer for the events of one day.</summary>
    public EventWriter(SimulatorOptions options, CustomerFactory factory, DayClock clock)
    {
        _options = options;
        _factory = factory;
        _clock = clock;
        _json = new EventJson(options.Prefix);
    }

    /// <summary>The event id: what breaks a tie between two events of an account in the same second.</summary>
    public string IdOf(in PlannedEvent planned) => _json.EventIdText(planned);

    /// <summary>The event with its JSON.</summary>
    public SimulatedEvent Write(in PlannedEvent planned)
    {
        var customer = _factory.Create(planned.Customer);
        var time = _clock.UnixSeconds(planned.SecondOfDay);
        _json.Begin(planned, time);
        WriteData(customer, planned);
        return new SimulatedEvent(
            NodaTime.Instant.FromUnixTimeSeconds(time), _json.AccountOf(planned.Customer), Steps.Of(planned.Step).Type, _json.End());
    }

    /// <summary>Whether the sender sends the event twice.</summary>
    public bool IsRepeated(in PlannedEvent planned)
    {
        const int OfTenThousand = 3;
        var key = SeededDraw.KeyOf(_options.Seed, planned.Customer) ^ (uint)planned.Ordinal;
        return SeededDraw.For(key, (_clock.Day.Number * 32) + (int)planned.Step, DrawPurpose.Repeat).Chance(OfTenThousand);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void WriteData(in CustomerProfile customer, in PlannedEvent planned)
    {
        switch (planned.Step)
        {
            case Step.UsageRecorded:
                UsageContent.Write(_json, customer, planned, _clock);
                break;
            case Step.Registered:
                CustomerContent.Registered(_json, customer, _options.Prefix);
                break;
            case Step.Updated:
                CustomerContent.Updated(_json, customer, planned.Month);
                break;
            case Step.Closed:
                _json.Text(Field.Reason, "unpaid for a year");
                break;
            case Step.CreditReported:
                CustomerContent.Reported(_json, customer, planned.Month);
                break;
            case Step.GuaranteeLodged or Step.GuaranteeReleased:
                CustomerContent.Guarantee(_json, customer, planned);
                break;
            case Step.CaseOpened or Step.CaseClosed:
                CustomerContent.Case(_json, customer, planned);
                break;
            case Step.HoldGranted or Step.HoldEnded or Step.PromiseMade:
                CustomerContent.Concession(_json, customer, planned);
                break;
            case Step.PaymentInitiated or Step.PaymentReceived or Step.PaymentFailed or Step.PaymentReversed:
                BillingContent.WritePayment(_json, customer, planned);
                break;
            default:
                BillingContent.Write(_json, customer, planned);
                break;
        }
    }
}
