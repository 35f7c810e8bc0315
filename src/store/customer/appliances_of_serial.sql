select coalesce(same.kept, appliance.id)
from appliance
left join same on same.id = appliance.id
where appliance.serial = ?1 and appliance.customer = ?2
