package station

// Line is a change and where it stands in this box's log.
type Line struct {
	Seq uint64 `json:"seq"`
	Change
}
