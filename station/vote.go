package station

// Vote is one vote of the deputies on a livelihood project: whether it is taken on (票决), or how satisfied they are with it
// (满意度测评). Its base is the whole membership, not those who came.
type Vote struct {
	On      Date     `json:"on"`
	Kind    VoteKind `json:"kind"`
	Members int      `json:"members"`           // deputies of the congress (全体代表)
	Present int      `json:"present,omitempty"` // deputies who came
	Ayes    int      `json:"ayes"`              // 赞成; 满意
	Middle  int      `json:"middle,omitempty"`  // 基本满意
	Noes    int      `json:"noes,omitempty"`    // 反对; 不满意
}

// VoteKind is what a vote is about.
type VoteKind string

// The kinds of vote.
const (
	VoteChoose   VoteKind = "choose"
	VoteAppraise VoteKind = "appraise"
)

// Result words what a vote came to. Chosen: more than half of all deputies (浙江省乡镇人大工作条例 art. 22). Appraised: satisfied
// when half of all members say so, else basically satisfied when both together pass half, else not.
func (v Vote) Result() string {
	switch {
	case v.Kind == VoteChoose && 2*v.Ayes > v.Members:
		return "通过"
	case v.Kind == VoteChoose:
		return "未通过"
	case 2*v.Ayes >= v.Members:
		return "满意"
	case 2*(v.Ayes+v.Middle) > v.Members:
		return "基本满意"
	}
	return "不满意"
}

// Passed reports whether the vote went well for the project.
func (v Vote) Passed() bool {
	return v.Result() == "通过" || v.Result() == "满意" || v.Result() == "基本满意"
}

// Check says what is wrong with a vote, or nil.
func (v Vote) Check() error {
	switch {
	case !v.On.Full():
		return Invalid("date_invalid", "表决的日期读不懂，请写成 2026-01-31。")
	case v.Kind != VoteChoose && v.Kind != VoteAppraise:
		return Invalid("vote_kind_unknown", "表决只能是票决或者满意度测评。")
	case v.Members < 1 || min(v.Present, v.Ayes, v.Middle, v.Noes) < 0 || v.Present > v.Members,
		v.Ayes+v.Middle+v.Noes > v.Members || v.Present > 0 && v.Ayes+v.Middle+v.Noes > v.Present:
		return Invalid("vote_numbers_invalid", "表决的票数对不上：票数不能比到会的人多，到会的人不能比全体代表多。")
	}
	return nil
}
