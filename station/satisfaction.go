package station

// Satisfaction is a verdict on how something was handled: a voter's, or a deputy's.
type Satisfaction string

// The three verdicts.
const (
	Satisfied   Satisfaction = "satisfied"
	SoSo        Satisfaction = "basically_satisfied"
	Unsatisfied Satisfaction = "unsatisfied"
)

// Satisfactions lists the verdicts and their Chinese names.
var Satisfactions = Choices[Satisfaction]{{Satisfied, "满意"}, {SoSo, "基本满意"}, {Unsatisfied, "不满意"}}

// Known reports whether it is one of the three.
func (s Satisfaction) Known() bool { return Satisfactions.Has(s) }

// Label is what people call it; a word of a newer program stands for itself.
func (s Satisfaction) Label() string { return Satisfactions.Label(s) }
