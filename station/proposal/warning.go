package proposal

// Warning is something a person should know before they make a move; it does not stop them.
type Warning struct {
	Code     string `json:"code"`
	Sentence string `json:"sentence"`
}

// Warnings are what speaks against a move that may be made.
func (p Proposal) Warnings(mv Move) []Warning {
	var warnings []Warning
	warn := func(when bool, code, sentence string) {
		if when {
			warnings = append(warnings, Warning{code, sentence})
		}
	}
	late := func(step Step) bool {
		for _, d := range p.Deadlines(p.terms, p.holidays()) {
			if d.Step == step && d.Done == "" {
				return d.Late(mv.on())
			}
		}
		return false
	}
	switch mv.Data.(type) {
	case *Reply:
		warn(len(p.MissingOpinions()) > 0, "opinions_missing", "还有会办单位没有提出意见，最好先催一催再答复。")
		warn(len(p.Consulted) == 0, "not_consulted", "还没有和代表沟通过。代表法第五十一条要求先联系沟通、充分听取意见。")
	case *NotOurs:
		warn(late(ToSendBack), "send_back_late", "退办的期限已经过了，退回前请先同交办的机关说好。")
	case *ClosedBy:
		warn(p.ToldOn == "", "not_told", "还没有记下什么时候告知代表的。")
		warn(p.View() == nil, "closed_silent", "领衔代表没有回音，将按“逾期未表态”办结。")
	case *PublicProposal, *Released:
		warn(!p.Publish, "deputy_silent_on_publishing", "代表提交时没有同意公开，请先问一问代表。")
	}
	return warnings
}
