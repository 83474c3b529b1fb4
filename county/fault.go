package county

import (
	"net/url"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// faultItem is a change that waits for a person, without what it says.
type faultItem struct {
	Chain string       `json:"chain"`
	Ctr   uint64       `json:"ctr"`
	Code  string       `json:"code"`
	Place string       `json:"place"`
	Kind  station.Kind `json:"kind"`
	ID    string       `json:"id"`
	Op    station.Op   `json:"op"`
	Node  string       `json:"node"` // name of the box it came from
	At    time.Time    `json:"at"`
}

// getFaults answers GET /faults.
func (r *Room) getFaults(c *fiber.Ctx) error {
	faults, err := r.Links.Faults()
	if err != nil {
		return err
	}
	nodes, err := r.tree.all()
	if err != nil {
		return err
	}
	items, who := []faultItem{}, r.Who(c)
	err = r.Store.Inspect(func(l station.Ledger) error {
		for _, f := range faults {
			e, found, err := l.Held(f.Chain, f.Ctr)
			if err != nil {
				return err
			}
			if found && who.Reaches(e.Place) {
				items = append(items, faultItem{Chain: f.Chain, Ctr: f.Ctr, Code: f.Code, Place: e.Place, Kind: e.Kind, ID: e.ID, Op: e.Op,
					Node: nameOf(nodes, station.DeviceOf(e.Origin)), At: e.Time().Time().In(station.Zone)})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return c.JSON(struct {
		Items []faultItem `json:"items"`
	}{items})
}

func nameOf(nodes []station.Node, device string) string {
	for _, n := range nodes {
		if _, known := n.Device(device); known {
			return n.Name
		}
	}
	return device
}

// postRelease answers POST /faults/{chain}/{ctr}/release: apply it now, if it can be.
func (r *Room) postRelease(c *fiber.Ctx) error {
	chain, err := url.PathUnescape(param(c, "chain"))
	ctr, numbered := strconv.ParseUint(c.Params("ctr"), 10, 64)
	missing := station.NotFound("fault_not_found", "没有找到这条变更。")
	if err != nil || numbered != nil {
		return missing
	}
	var e station.Entry
	var found bool
	if err := r.Store.Inspect(func(l station.Ledger) (err error) {
		e, found, err = l.Held(chain, ctr)
		return err
	}); err != nil {
		return err
	}
	who := r.Who(c)
	if !found || e.Fault == "" || !who.Reaches(e.Place) {
		return missing
	}
	if err := r.Links.Release(c.UserContext(), chain, ctr); err != nil {
		return err
	}
	line, err := r.Note(who, "fault_released", station.Ref{Kind: e.Kind, ID: e.ID}, chain+" "+strconv.FormatUint(ctr, 10))
	if err != nil {
		return err
	}
	if _, err := r.Store.Write(c.UserContext(), who.Actor, line); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}
