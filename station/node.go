package station

import (
	"strings"
	"time"
)

// Node is a box's place in the tree: county, town central station, village station, point. It is written by whoever stands
// above it, flows to everybody in its branch, and says which devices may speak for it.
type Node struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Scope   string   `json:"scope"` // path in the tree; its parent is the path without the last step
	Kind    SiteKind `json:"kind,omitempty"`
	Station string   `json:"station,omitempty"` // id of the station record the box stands in, once it told
	Devices []Device `json:"devices,omitempty"` // newest last; at most one is not revoked
	Order   int      `json:"order,omitempty"`
}

// Device is a box with its keys. The private halves never leave it.
type Device struct {
	ID      string    `json:"id"`   // first part of its origin
	Key     string    `json:"key"`  // "ed25519:" and the public key in base64: what it signs with
	Seal    string    `json:"seal"` // "x25519:" and the public key in base64: what is sealed for it
	Since   time.Time `json:"since"`
	Revoked time.Time `json:"revoked,omitzero"`
	Why     string    `json:"why,omitempty"` // of the revocation: "replaced", "lost", "forked"
}

// Check says what is wrong with a node, or nil.
func (n Node) Check() error {
	switch {
	case strings.TrimSpace(n.Name) == "":
		return Invalid("node_name_missing", "站点的名称不能为空。")
	case !ValidScope(n.Scope):
		return Invalid("node_scope_invalid", "站点“%s”在组织树里的位置不对。", n.Name)
	}
	return nil
}

// Active is the device that speaks for the node now.
func (n Node) Active() (Device, bool) {
	for i := len(n.Devices) - 1; i >= 0; i-- {
		if n.Devices[i].Revoked.IsZero() {
			return n.Devices[i], true
		}
	}
	return Device{}, false
}

// Device is one of the devices that ever spoke for the node.
func (n Node) Device(id string) (Device, bool) {
	for _, d := range n.Devices {
		if d.ID == id {
			return d, true
		}
	}
	return Device{}, false
}

const (
	maxScope = 200 // bytes
	maxDepth = 6   // province, prefecture, county, town, village, point
)

// ValidScope reports whether a path in the tree has the right shape: "/" and short steps of lower-case letters, digits,
// dashes and underscores.
func ValidScope(scope string) bool {
	if len(scope) > maxScope || !strings.HasPrefix(scope, "/") {
		return false
	}
	steps := strings.Split(scope[1:], "/")
	if len(steps) > maxDepth {
		return false
	}
	for _, step := range steps {
		if step == "" || strings.Trim(step, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return false
		}
	}
	return true
}

// ParentScope is the path one step up, "" above the root.
func ParentScope(scope string) string {
	at := strings.LastIndexByte(scope, '/')
	if at <= 0 {
		return ""
	}
	return scope[:at]
}
