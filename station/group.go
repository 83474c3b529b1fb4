package station

// Group is a deputies' group (代表小组), by area or by topic (专门小组).
type Group struct {
	ID     string    `json:"id"`
	Name   string    `json:"name"`
	Kind   GroupKind `json:"kind,omitempty"`
	Topic  string    `json:"topic,omitempty"`
	Leader string    `json:"leader,omitempty"` // deputy id
	Order  int       `json:"order,omitempty"`
}

// GroupKind tells a group by area from one by topic.
type GroupKind string

// The kinds of group.
const (
	GroupArea    GroupKind = "area"
	GroupSpecial GroupKind = "special"
)

// Check says what is wrong with a group, or nil.
func (g Group) Check() error {
	if g.Name == "" {
		return Invalid("group_name_missing", "代表小组的名称不能为空。")
	}
	return nil
}
