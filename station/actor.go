package station

// Actor is who does something, as the event tells it.
type Actor struct {
	Role    string `json:"role"` // a Role, or "voter" or "system"
	Account string `json:"account,omitempty"`
	Name    string `json:"name,omitempty"` // of staff or deputy
	Unit    string `json:"unit,omitempty"` // unit id of a handling unit's officer
}

// Is reports whether the actor acts in a role.
func (a Actor) Is(role Role) bool { return a.Role == string(role) }
