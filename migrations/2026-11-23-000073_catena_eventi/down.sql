-- The chain can be made anew from the events; what it proved until then is given up.
DROP TABLE catena_eventi;
